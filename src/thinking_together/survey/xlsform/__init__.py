"""Questionnaires as XLSForm workbooks, which KoboToolbox, ODK and their like read and write."""
