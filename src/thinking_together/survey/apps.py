from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "thinking_together.survey"
    label = "survey"

    def ready(self) -> None:
        from thinking_together.evidence import figures
        from thinking_together.programmes import parts
        from thinking_together.survey import evidence, files

        parts.register(files.PART)
        figures.register("survey", "survey", evidence.open_survey)
