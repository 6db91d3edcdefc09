-- Of what one's own movements came from: the posting by its id, and of its scheme the name. Sums, rules and everybody else's stay the office's.
SELECT show_in_portal('allotment_posting', 'id = ANY (ARRAY(SELECT m.posting_id FROM share_movement m WHERE m.posting_id IS NOT NULL))');
--> statement-breakpoint
SELECT show_in_portal('allotment_scheme', 'id = ANY (ARRAY(SELECT p.scheme_id FROM allotment_posting p))');
--> statement-breakpoint
REVOKE ALL ON allotment_posting, allotment_scheme FROM hegu_portal;
--> statement-breakpoint
GRANT SELECT (cooperative_id, id, scheme_id) ON allotment_posting TO hegu_portal;
--> statement-breakpoint
GRANT SELECT (cooperative_id, id, name, name_en) ON allotment_scheme TO hegu_portal;
