from django.urls import path

from sandbox_portal.sections.bills import asks, choices, fees, game, paying, planning, views

urlpatterns = [
    path("", views.index, name="bills"),
    path("payments/", paying.history, name="payments"),
    path("payments/<int:pk>/", paying.receipt, name="payment"),
    path("payments/<int:pk>/review/", paying.review, name="payment-review"),
    path("payments/<int:pk>/pdf/", paying.pdf, name="payment-pdf"),
    path("plans/<int:pk>/", planning.track, name="payment-plan"),
    path("plans/<int:pk>/review/", planning.review, name="payment-plan-review"),
    path("plans/<int:pk>/catch-up/", planning.catch_up, name="payment-plan-catch-up"),
    path("plans/<int:pk>/end/", planning.end, name="payment-plan-end"),
    path("asked/<int:pk>/", asks.track, name="bill-asked"),
    path("asked/<int:pk>/review/", asks.review, name="bill-ask-review"),
    path("asked/<int:pk>/paper/", asks.paper, name="bill-ask-paper"),
    path("asked/<int:pk>/back/", asks.withdraw, name="bill-ask-back"),
    path("estimate/", asks.estimate, name="bill-estimate"),
    path("help/", asks.help_with_costs, name="bill-help"),
    path("autopay/", choices.autopay, name="bill-autopay"),
    path("autopay/off/", choices.autopay_off, name="bill-autopay-off"),
    path("paper/", choices.paperless, name="bill-paperless"),
    path("message-cost/", fees.index, name="bill-fees"),
    path("bill-or-letter/", game.index, name="bill-game"),
    path("bill-or-letter/<int:number>/", game.play, name="bill-game-round"),
    path("of/<str:id>/", views.detail, name="bill"),
    path("of/<str:id>/letter/", views.letter, name="bill-letter"),
    path("of/<str:id>/pay/", paying.pay, name="bill-pay"),
    path("of/<str:id>/plan/", planning.new, name="bill-plan"),
    path("of/<str:id>/ask/", asks.question, name="bill-ask"),
    path("of/<str:id>/refund/", asks.refund, name="bill-refund"),
]
