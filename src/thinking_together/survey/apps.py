from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "thinking_together.survey"
    label = "survey"

    def ready(self) -> None:
        from thinking_together.core import navigation, personal_data, purges
        from thinking_together.core.permissions import Permission
        from thinking_together.core.tasks import daily
        from thinking_together.evidence import counted_units, figures, state
        from thinking_together.evidence.domain.purging import KIND
        from thinking_together.messaging import kinds
        from thinking_together.programmes import concerns as raised
        from thinking_together.programmes import parts, retention, uses
        from thinking_together.programmes import status as statuses
        from thinking_together.programmes import ways as register
        from thinking_together.programmes.models import PhaseCode, RetentionCode
        from thinking_together.survey import evidence, files, status, ways
        from thinking_together.survey import personal_data as of_people
        from thinking_together.survey.answering import inviting
        from thinking_together.survey.answering.closing import end_what_is_over
        from thinking_together.survey.domain import purging
        from thinking_together.survey.ending import delete_answers
        from thinking_together.survey.held import forgetting, queries
        from thinking_together.survey.results import concerns, mention_files, own_words
        from thinking_together.survey.uses import rests_on

        parts.register(files.PART)
        parts.register(mention_files.PART)
        for section in (
            navigation.Section(15, "Survey", "survey_results", Permission.SEE_PROGRAMME),
            navigation.Section(
                16, "Questionnaire", "questionnaire", Permission.WRITE_QUESTIONNAIRE, beneath="survey_results"
            ),
            navigation.Section(
                17, "Collect answers", "survey_collect", Permission.RUN_SURVEY, beneath="survey_results"
            ),
        ):
            navigation.register(section)
        figures.register("survey", "survey", evidence.open_survey)
        state.register("survey", queries.answers_state)
        counted_units.register("survey", queries.releases_of_units)
        statuses.register(self.label, 2, PhaseCode.SURVEY.label, status.status)
        purges.register(KIND, purging.remove)
        purges.register(KIND, concerns.forget)
        purges.register(KIND, own_words.forget)
        raised.register(concerns.KIND, concerns.HOLDER)
        uses.register_sector(rests_on)
        register.register("survey", 2, ways.ways_of)
        retention.register(RetentionCode.ANSWERS, "survey", delete_answers)
        retention.register(RetentionCode.CONTACTS, "survey", inviting.forget_people)
        personal_data.register(self.label, of_people.export, of_people.erase)
        for kind in (inviting.INVITATION, inviting.REMINDER):
            kinds.register(kind)
        daily.register(end_what_is_over)
        forgetting.connect()
