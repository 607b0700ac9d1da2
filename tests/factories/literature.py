"""A small review: seven records, one of them a duplicate, three included."""

from __future__ import annotations

RIS = """TY  - RPRT
ID  - r1
TI  - Talking with your child: a guide for parents
PB  - =Invented Trust
PY  - 2021
UR  - https://example.org/a;b=1
UR  - https://example.org/second
KW  - parents
DB  - Web search
ER  -

TY  - ELEC
ID  - r2
TI  - Talking with your child, a guide for parents
DB  - Library
ER  -

TY  - RPRT
ID  - r3
TI  - When a friend self-harms
DB  - Web search
ER  -

TY  - RPRT
ID  - r4
TI  - Notes for professionals
DB  - Library
ER  -

TY  - RPRT
ID  - r5
TI  - A page about something else
ER  -

TY  - RPRT
ID  - r6
TI  - A leaflet nobody could find
ER  -

TY  - RPRT
ID  - r7
TI  - An easy read booklet
ER  -
"""
VOCABULARY = """kind,code,label
audience,parents,Parents and carers
audience,professionals,Professionals
audience,friends,Friends
audience,disability,Young people with disability
topic,support,How to support
topic,talking,How to talk
format,guide,Guide
format,leaflet,Leaflet
"""
DUPLICATES = "record,duplicate_of,reason\nr2,r1,The same guide under another title\n"
SCREENING = """record,reviewer,stage,decision,day,reason
r1,a,title,include,2023-06-01,
r1,b,title,include,2023-06-01,
r1,a,full_text,include,2023-06-08,
r1,b,full_text,include,2023-06-08,
r3,a,title,include,2023-06-01,
r3,b,title,exclude,2023-06-01,
r3,a,full_text,include,2023-06-08,
r4,a,title,include,2023-06-01,
r4,a,full_text,include,2023-06-08,
r5,a,title,exclude,2023-06-01,
r5,b,title,exclude,2023-06-01,
r6,a,title,include,2023-06-01,
r6,a,full_text,not_retrieved,2023-06-08,
r7,a,title,include,2023-06-01,
r7,a,full_text,exclude,2023-06-09,Not about young people
"""
ADJUDICATION = "record,stage,decision,reason,by,day\nr3,title,include,It speaks to friends,c,2023-06-05\n"
APPRAISAL = """record,authority,accuracy,coverage,objectivity,date,significance,comment
r1,yes,yes,partly,yes,yes,yes,
r3,yes,partly,no,yes,no,partly,No date on the page
"""
EXTRACTION = """record,audience,topic,format,locality,endorsed_by
r1,parents|professionals,support|talking,guide,national,
r3,friends,support,leaflet,local,nhs
r4,professionals,support,guide,national,
"""
FILES = {
    "literature/records.ris": RIS,
    "literature/vocabulary.csv": VOCABULARY,
    "literature/duplicates.csv": DUPLICATES,
    "literature/screening.csv": SCREENING,
    "literature/adjudication.csv": ADJUDICATION,
    "literature/appraisal.csv": APPRAISAL,
    "literature/extraction.csv": EXTRACTION,
}
