"""What people fill in to take a programme out or bring one in."""

from __future__ import annotations

import zipfile

from django import forms
from django.core.files.uploadedfile import UploadedFile

NO_ZIP = "The file must be a zip file of a bundle. A folder has to be packed into one first"


class ExportForm(forms.Form):
    """``key`` makes two clicks one export."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Say what the bundle is needed for",
            "max_length": "The reason must be 300 characters or fewer",
        },
    )
    sure = forms.BooleanField(error_messages={"required": "Tick the box to say that you keep it safe"})


class ImportForm(forms.Form):
    """``key`` makes two clicks one import."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        max_length=300,
        error_messages={
            "required": "Choose the zip file of a bundle",
            "empty": "The file is empty. Choose the zip file of a bundle",
            "invalid": "Choose the zip file of a bundle",
            "max_length": "The file's name is too long. Give it a shorter one",
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if not zipfile.is_zipfile(file):
            raise forms.ValidationError(NO_ZIP)
        file.seek(0)
        return file


class ConfirmForm(forms.Form):
    replace = forms.BooleanField(error_messages={"required": "Tick the box if it is to be replaced"})
