from django.urls import path

from sandbox_portal.sections.insurance import claims, drug_list, network, plan, sending

urlpatterns = [
    path("claims/", claims.index, name="claims"),
    path("claims/<str:id>/", claims.detail, name="claim"),
    path("claims/<str:id>/letter/", claims.letter, name="claim-letter"),
    path("claims/<str:id>/appeal/", sending.appeal, name="claim-appeal"),
    path("claims/<str:id>/answer/", sending.other_plan, name="claim-answer"),
    path("means/<str:id>/", claims.means, name="claim-means"),
    path("approvals/", claims.approvals, name="approvals"),
    path("approvals/look-up/", claims.look_up, name="approval-look-up"),
    path("approvals/ask/<slug:care>/", sending.approval, name="approval-ask"),
    path("approvals/<str:id>/", claims.approval, name="approval"),
    path("sent/<int:pk>/", sending.track, name="plan-request"),
    path("sent/<int:pk>/review/", sending.review, name="plan-request-review"),
    path("sent/<int:pk>/paper/", sending.add_letter, name="plan-request-paper"),
    path("sent/<int:pk>/outside/", sending.outside, name="plan-request-outside"),
    path("sent/<int:pk>/back/", sending.withdraw, name="plan-request-back"),
    path("drugs/", drug_list.index, name="drugs"),
    path("drugs/<slug:slug>/", drug_list.detail, name="drug"),
    path("drugs/<slug:slug>/ask/", drug_list.ask, name="drug-ask"),
    path("coverage/", plan.coverage, name="coverage"),
    path("card/", plan.card, name="card"),
    path("card/new/", sending.new_card, name="card-new"),
    path("network/", network.index, name="network"),
    path("network/<slug:slug>/", network.doctor, name="network-doctor"),
    path("forms/", plan.forms, name="forms"),
    path("forms/<slug:slug>/", plan.form, name="plan-form"),
    path("forms/<slug:slug>/pdf/", plan.form_pdf, name="plan-form-pdf"),
]
