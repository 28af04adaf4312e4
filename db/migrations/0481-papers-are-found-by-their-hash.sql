-- Anybody who holds a file asks whether the centre issued it: by the hash of its bytes, so that the file stays with its owner.
create index issued_document_hash_idx on document.issued_document (locality_id, content_sha256);
create index signed_document_hash_idx on document.signed_document (locality_id, content_sha256);
