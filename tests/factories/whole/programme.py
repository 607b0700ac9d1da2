"""The parts put together and written as the files of a bundle."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from tests.factories.whole import ground, judgement, phases
from tests.factories.whole.words import Code

from thinking_together.baseline import rows as baseline
from thinking_together.baseline.assessment import comment_ref, minute_ref
from thinking_together.baseline.workbook_writing import Cover, write_workbook
from thinking_together.core.tabular import FolderWriter
from thinking_together.evidence import files as evidence_files
from thinking_together.evidence.domain.texts import normalise
from thinking_together.gatherings import files as gathering_files
from thinking_together.gatherings.notes import Notes, print_notes
from thinking_together.literature import rows as literature
from thinking_together.literature.ris import print_ris
from thinking_together.local_data import files as local_files
from thinking_together.local_data.writing import download_text
from thinking_together.network import rows as network
from thinking_together.programmes import files as programme_files
from thinking_together.reflection import rows as reflection
from thinking_together.reflection.sessions import contribution_ref
from thinking_together.survey import files as survey
from thinking_together.synthesis import frontmatter, shapes, writing
from thinking_together.synthesis.codebook import print_codebook


@dataclass(frozen=True)
class Whole:
    """A programme as its files say it, part by part."""

    programme: programme_files.ProgrammeRow
    sectors: list[programme_files.SectorRow]
    partners: list[programme_files.PartnerRow]
    phases: list[programme_files.PhaseRow]
    responsible: list[programme_files.ResponsibleRow]
    retention: list[programme_files.RetentionRow]
    participants: list[programme_files.ParticipantRow]
    gatherings: list[gathering_files.GatheringRow]
    arrangements: list[gathering_files.ArrangementRow]
    attendance: list[gathering_files.AttendanceRow]
    network: ground.Network
    survey: phases.Survey
    local_data: phases.LocalData
    reflection: phases.Reflection
    literature: phases.Review
    baseline: phases.Baseline
    evidence: judgement.Evidence
    synthesis: judgement.Synthesis
    sections: list[judgement.SectionEntry]

    def write(self, root: Path) -> Path:
        writer = FolderWriter(root)
        programme_files.PROGRAMME.write(writer, self.programme)
        programme_files.SECTORS.write(writer, self.sectors)
        programme_files.PARTNERS.write(writer, self.partners)
        programme_files.PHASES.write(writer, self.phases)
        programme_files.RESPONSIBLE.write(writer, self.responsible)
        programme_files.RETENTION.write(writer, self.retention)
        programme_files.PARTICIPANTS.write(writer, self.participants)
        gathering_files.GATHERINGS.write(writer, self.gatherings)
        gathering_files.ARRANGEMENTS.write(writer, self.arrangements)
        gathering_files.ATTENDANCE.write(writer, self.attendance)
        self._write_network(writer)
        self._write_phases(writer)
        evidence_files.QUOTES.write(writer, self.evidence.quotes)
        evidence_files.CONFIRMED.write(writer, self.evidence.confirmed)
        self._write_synthesis(writer)
        for section in self.sections:
            head = f"---\nheading: {section.heading}\n---\n\n"
            writer.write_text(f"report/sections/{section.position:02d}-{section.code}.md", head + section.body + "\n")
        writer.write_json("datapackage.json", {"format": "thinking-together-bundle", "version": 1, "resources": []})
        return root

    def _write_network(self, writer: FolderWriter) -> None:
        if self.network.page is not None:
            network.PAGE.write(writer, self.network.page)
        network.CONSENTS.write(writer, self.network.consents)
        network.INTERESTS.write(writer, self.network.interests)
        network.MEMBERS.write(writer, self.network.members)
        network.UPDATES.write(writer, self.network.updates)
        network.ANSWERED.write(writer, self.network.answered)
        network.EVALUATIONS.write(writer, self.network.evaluations)
        network.FORMS.write(writer, self.network.forms)

    def _write_survey(self, writer: FolderWriter) -> None:
        self._write_version(writer, self.survey, "survey/questionnaire.yaml", "survey/responses.csv")
        survey.RELEASES.write(writer, [survey.ReleaseRow(*row) for row in self.survey.releases])
        told = []
        for number, one in enumerate(self.survey.earlier, start=1):
            self._write_version(writer, one, f"survey/earlier/{number}.yaml", f"survey/earlier/{number}.csv")
            told += [survey.EarlierReleaseRow(number, *row) for row in one.releases]
        survey.EARLIER_RELEASES.write(writer, told)

    def _write_version(self, writer: FolderWriter, one: phases.Survey, questionnaire: str, responses: str) -> None:
        writer.write_text(questionnaire, one.questionnaire)
        if one.responses:
            with writer.open_text(responses) as out:
                sheet = csv.DictWriter(out, list(one.responses[0]), lineterminator="\n")
                sheet.writeheader()
                sheet.writerows(one.responses)

    def _write_phases(self, writer: FolderWriter) -> None:
        self._write_survey(writer)
        local_files.DATASETS.write(writer, [row for row, _ in self.local_data.datasets])
        for row, observations in self.local_data.datasets:
            writer.write_text(local_files.file_of(row.name), download_text(observations))
        local_files.INDICATORS.write(writer, self.local_data.indicators)
        local_files.COMPARATORS.write(writer, self.local_data.comparators)
        reflection.QUESTIONS.write(writer, self.reflection.questions)
        reflection.FEEDBACK.write(writer, self.reflection.feedback)
        for code, notes in self.reflection.notes.items():
            writer.write_text(f"reflection/notes/{code}.md", print_notes(notes))
        if self.literature.records:
            writer.write_text(literature.RECORDS.name, print_ris(self.literature.records))
        literature.VOCABULARY.write(writer, self.literature.vocabulary)
        literature.DUPLICATES.write(writer, self.literature.duplicates)
        literature.SCREENING.write(writer, self.literature.screening)
        literature.APPRAISAL.write(writer, self.literature.appraisal)
        literature.EXTRACTION.write(writer, self.literature.extraction)
        if self.baseline.lines:
            cover = Cover("A title", self.programme.as_of, self.programme.invented)
            writer.write_bytes(baseline.WORKBOOK.name, write_workbook(self.baseline.lines, cover))
        baseline.RATINGS.write(writer, self.baseline.ratings)
        baseline.AGREED.write(writer, self.baseline.agreed)
        baseline.SIGNOFF.write(writer, self.baseline.signoffs)
        baseline.ACTIONS.write(writer, self.baseline.actions)
        for meeting, notes in self.baseline.minutes.items():
            writer.write_text(f"baseline/minutes/{meeting}.md", print_notes(notes))

    def _write_synthesis(self, writer: FolderWriter) -> None:
        told = self.synthesis
        shapes.APPROACH.write(writer, told.approach)
        if told.codes:
            writer.write_bytes(shapes.CODEBOOK.name, print_codebook(told.codes))
        shapes.CODE_NAMES.write(writer, judgement.names_of(told.codes))
        shapes.CODINGS.write(writer, told.codings)
        shapes.THEMES.write(writer, told.themes)
        shapes.FRAMEWORK.write(writer, told.framework)
        for finding in told.findings:
            name = f"{shapes.FINDINGS_FOLDER}/{finding.code}.md"
            writer.write_text(name, frontmatter.join(writing.front(finding), finding.body))
        shapes.TRIANGULATION.write(writer, told.triangulation)
        shapes.CONFIDENCE.write(writer, told.confidence)
        shapes.NEGATIVE_CASES.write(writer, told.negative_cases)
        shapes.RECOMMENDATIONS.write(writer, told.recommendations)


def _texts(sessions: phases.Reflection, assessment: phases.Baseline) -> dict[str, int]:
    """Names and lengths of texts that can be coded."""
    found = {comment_ref(r.recommendation, r.agency): len(normalise(r.comment)) for r in assessment.ratings}
    noted: list[tuple[Any, dict[str, Notes]]] = [
        (contribution_ref, sessions.notes),
        (minute_ref, assessment.minutes),
    ]
    for name, told in noted:
        for code, notes in told.items():
            for heading in notes.headings:
                for number, said in enumerate(heading.said, start=1):
                    found[name(code, heading.code, number)] = len(said.body)
    return {ref: length for ref, length in found.items() if length}


@st.composite
def wholes(draw: Any) -> Whole:
    """Any valid programme with something in every part."""
    sectors = draw(ground.sectors())
    sector_codes: list[Code] = [row.code for row in sectors]
    partners = draw(ground.partners(sector_codes))
    partner_codes = [row.code for row in partners]
    participants = draw(ground.participants(sector_codes, partner_codes))
    people = [row.code for row in participants]
    gatherings = draw(ground.gatherings())
    events = [row.code for row in gatherings]
    sessions = draw(phases.reflection(events, sector_codes))
    assessment = draw(phases.baselines(partner_codes, events))
    texts = _texts(sessions, assessment)
    return Whole(
        programme=draw(ground.programmes),
        sectors=sectors,
        partners=partners,
        phases=draw(ground.phases()),
        responsible=draw(ground.responsible()),
        retention=draw(ground.retention()),
        participants=participants,
        gatherings=gatherings,
        arrangements=draw(ground.arrangements(gatherings)),
        attendance=draw(ground.attendance(events, sector_codes, people, partner_codes)),
        network=draw(ground.networks(sector_codes, people, events)),
        survey=draw(phases.surveys()),
        local_data=draw(phases.local_data()),
        reflection=sessions,
        literature=draw(phases.reviews(partner_codes)),
        baseline=assessment,
        evidence=draw(judgement.evidence(texts)),
        synthesis=draw(judgement.syntheses(texts, sector_codes, partner_codes)),
        sections=draw(judgement.sections()),
    )
