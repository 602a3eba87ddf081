"""Counting people by what each of them is like: a query of one row a person, grouped once more."""

from django.db import connection


def grouped(per_person, columns):
    """Returns [(value, …, people), …] of a values() query with one row a person: all its columns, grouped.

    `columns` is how many the query has. One query.
    """
    sql, parameters = per_person.query.get_compiler(connection=connection).as_sql()
    names = [f"c{number}" for number in range(columns)]
    inner = f"WITH each ({', '.join(names)}) AS ({sql}) "
    with connection.cursor() as cursor:
        cursor.execute(
            f"{inner}SELECT {', '.join(names)}, COUNT(*) FROM each GROUP BY {', '.join(names)}", parameters
        )
        return cursor.fetchall()
