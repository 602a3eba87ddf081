"""What the beat has the worker do, and every how many seconds. Each task is safe to run twice."""

SCHEDULE = {
    "fold new statements": {"task": "analytics.tasks.fold_new_statements", "schedule": 10.0},
    "forward statements": {"task": "analytics.lrs.forwarding.tasks.forward_what_waits", "schedule": 10.0},
    "make months for statements": {"task": "analytics.tasks.make_partitions", "schedule": 43200.0},
    "deliver replies that fall due": {"task": "sandbox_portal.tasks.deliver_due_replies", "schedule": 30.0},
    "delete idle practices": {"task": "sandbox_portal.tasks.delete_idle_practices", "schedule": 3600.0},
    "delete idle guests": {"task": "lms.people.tasks.delete_idle_guests", "schedule": 86400.0},
    "forget sent acts": {"task": "lms.people.tasks.forget_sent_acts", "schedule": 86400.0},
    "clear expired sessions": {"task": "lms.people.tasks.clear_expired_sessions", "schedule": 86400.0},
    "send reminders": {"task": "courses.reminders.tasks.send_reminders", "schedule": 60.0},
    "end classes": {"task": "lms.classes.tasks.end_classes", "schedule": 3600.0},
    "send newsletters": {"task": "lms.letters.tasks.send_letters", "schedule": 30.0},
    "forget who never said yes": {"task": "lms.letters.tasks.forget_unconfirmed", "schedule": 86400.0},
    "update adopted courses": {"task": "courses.adopting.tasks.update_adopted", "schedule": 300.0},
    "forget old questions": {"task": "courses.around.tasks.forget_old_questions", "schedule": 86400.0},
    "make takeouts": {"task": "lms.organisations.tasks.make_takeouts", "schedule": 15.0},
    "throw takeouts away": {"task": "lms.organisations.tasks.throw_takeouts_away", "schedule": 86400.0},
    "keep counts of closed": {"task": "analytics.tasks.keep_counts_of_closed", "schedule": 86400.0},
    "forget who opened a slip": {"task": "courses.slips.tasks.forget_openings", "schedule": 86400.0},
    "send monthly reports": {"task": "analytics.delivering.tasks.send_reports", "schedule": 600.0},
    "go on with the demo": {"task": "lms.demo.tasks.go_on", "schedule": 15.0},
}
