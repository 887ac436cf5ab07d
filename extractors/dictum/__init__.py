"""The dictum: what a document states (recitals) and asks (requests), read over structure; knows no kind.

Shared by motions, amendments and letters.

`part.memo(dictum_of)` gives the blocks; `drafts` turns them into fields; `prose` finds what is asked inside running
sentences.
"""
