"""What is open to more people than a programme's leads is listed here by name: no view is opened wider unseen.

The walk over every address asks whether each view keeps to what it declares. This asks what it may declare.
"""

from __future__ import annotations

import pytest
from tests.factories.addresses import ADDRESSES

from thinking_together.core.permissions import ALLOWED, LEADS, Permission

WIDE = {
    Permission.PUBLIC: """
        accessibility account_closed account_confirm_login_code account_inactive account_login account_logout
        account_request_login_code brand cookies event event_calendar event_thanks event_waiting
        gathering_calendar gathering_invited gathering_place gathering_place_calendar healthz home invitation
        messages_stop mfa_authenticate mfa_login_webauthn network network_confirm network_evaluation
        network_evaluation_sent network_interests network_join network_join_sent network_joined network_leave
        notify_receipts openid_connect_callback openid_connect_login privacy readyz report_stylesheet reports
        sessions_feedback sessions_times socialaccount_login_cancelled socialaccount_login_error
        socialaccount_signup support survey_back survey_back_by_link survey_check survey_cleared
        survey_introduction survey_kept survey_later survey_more survey_page survey_sent survey_support
    """,
    Permission.SIGNED_IN: """
        account account_close account_data account_details account_start mfa_activate_totp mfa_add_webauthn
        mfa_deactivate_totp mfa_download_recovery_codes mfa_edit_webauthn mfa_generate_recovery_codes mfa_index
        mfa_list_webauthn mfa_reauthenticate mfa_reauthenticate_webauthn mfa_remove_webauthn
        mfa_view_recovery_codes usersessions_list
    """,
    Permission.INSTALLATION: """
        installation_begin installation_close installation_erase installation_invite installation_log
        installation_log_file installation_organisations installation_people installation_reopen
    """,
    Permission.BEGIN_PROGRAMMES: "programme_new programme_new_check",
    Permission.BRING_IN: "bundle_import bundle_import_confirm bundle_import_one bundle_import_problems",
    Permission.SEE_PROGRAMME: """
        evidence evidence_catalogue evidence_phase evidence_table gatherings job network_inside network_update
        programme programme_picture report report_evidence report_file report_finding report_picture
        report_recommendation report_state survey_results survey_results_codebook survey_results_everything
        survey_results_figure survey_results_file survey_results_taking_part survey_results_waves
    """,
    Permission.ANALYSE_SURVEY: """
        survey_results_concern survey_results_import survey_results_import_columns
        survey_results_mentions survey_results_own_answer survey_results_release survey_results_words
    """,
    Permission.BUILD_REPORT: "report_build",
    Permission.RUN_EVENTS: """
        gathering gathering_attendance gathering_call_off gathering_change gathering_plan gathering_state
        gathering_walk_in
    """,
    Permission.WRITE_QUESTIONNAIRE: """
        questionnaire questionnaire_begin questionnaire_file questionnaire_form questionnaire_item
        questionnaire_item_new questionnaire_item_remove questionnaire_leave questionnaire_name
        questionnaire_preview questionnaire_rule questionnaire_when
    """,
    Permission.RUN_SESSIONS: """
        session session_attendance session_concern session_finish session_notes session_walk_in sessions
    """,
}


@pytest.mark.parametrize("permission", Permission)
def test_only_the_views_that_are_listed_are_open_to_more_than_leads(permission: Permission) -> None:
    if ALLOWED.get(permission, frozenset()) <= LEADS and permission in ALLOWED:
        assert permission not in WIDE
        return
    assert sorted({a.name for a in ADDRESSES if a.permission is permission}) == sorted(WIDE[permission].split())
