-- Sealing the tables of a migration grants the service what every table is granted; this one only migrations write.
REVOKE INSERT ON written_before FROM hegu_app;
