"""Addresses of the network: for everybody, by personal link, and for members of the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from thinking_together.network.views import answers, events, inside, joining, links, public, updates

of_everybody = [
    path("", public.network, name="network"),
    path("join", joining.join, name="network_join"),
    path("join/sent", joining.join_sent, name="network_join_sent"),
    path("joined", links.joined, name="network_joined"),
    path("events/<str:event>/how-was-it", public.evaluation, name="network_evaluation"),
    path("events/<str:event>/thank-you", public.evaluation_sent, name="network_evaluation_sent"),
]
by_link = [
    path("confirm/<str:token>", links.confirm_joining, name="network_confirm"),
    path("interests/<str:token>", links.interests, name="network_interests"),
    path("leave/<str:token>", links.leave_network, name="network_leave"),
]
of_members: list[URLPattern | URLResolver] = [
    path("", inside.inside, name="network_inside"),
    path("opening", inside.opening, name="network_inside_opening"),
    path("words", inside.words, name="network_inside_words"),
    path("consent", inside.consent, name="network_inside_consent"),
    path("interests/", inside.interests, name="network_inside_interests"),
    path("interests/new", inside.interests_new, name="network_inside_interests_new"),
    path("interests/of/<str:entry>", inside.interests_change, name="network_inside_interests_change"),
    path("interests/of/<str:entry>/remove", inside.interests_remove, name="network_inside_interests_remove"),
    path("members/", inside.members, name="network_members"),
    path("members/<str:participant>/end", inside.member_end, name="network_member_end"),
    path("updates/new", updates.new, name="network_update_new"),
    path("updates/of/<str:update>/", updates.update, name="network_update"),
    path("updates/of/<str:update>/change", updates.change, name="network_update_change"),
    path("updates/of/<str:update>/send", updates.send, name="network_update_send"),
    path("updates/of/<str:update>/remove", updates.remove, name="network_update_remove"),
    path("updates/of/<str:update>/show", updates.show, name="network_update_show"),
    path("you-said/new", answers.new, name="network_answer_new"),
    path("you-said/of/<str:answer>", answers.change, name="network_answer"),
    path("you-said/of/<str:answer>/remove", answers.remove, name="network_answer_remove"),
    path("events/of/<str:event>/evaluation", events.evaluation, name="network_event_evaluation"),
]
urlpatterns = [
    path("network/-/", include(by_link)),
    path("network/<slug:programme>/", include(of_everybody)),
    path("p/<slug:programme>/network/", include(of_members)),
]
