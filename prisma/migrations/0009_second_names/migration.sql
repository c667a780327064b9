-- For the search, beside the names that begin with something: those whose second word does.
CREATE INDEX person_later_name_begins ON person (lower(substr(name, strpos(name, ' ') + 1)), id);
