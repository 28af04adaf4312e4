-- A letter that no mail server will take is work for the counter: somebody telephones and corrects the address.

create index delivery_refused on notification.delivery (locality_id, at desc, notice_id) where outcome = 'refused';

-- How an applicant is reached, and when that was last corrected. Personal data: for who may open the dossier.
create view dossier.v_contact with (security_invoker = true) as
  select d.locality_id, d.id as dossier_id, d.code, d.centre_id, d.state, d.ended_at, d.applicant_name, d.applicant_phone, d.applicant_email,
    (select max(x.at) from dossier.act x
      where x.locality_id = d.locality_id and x.dossier_id = d.id and x.kind = 'correct_contact') as corrected_at
  from dossier.dossier d;
comment on view dossier.v_contact is 'Cách liên hệ với người nộp và lần sửa gần nhất.';
grant select on dossier.v_contact to motcua_app;
