-- Electronic forms: what a procedure asks of whoever files it online is a part of its version, as its papers and fees are.
alter table procedure.procedure_version add column form jsonb;
comment on column procedure.procedure_version.form is 'Biểu mẫu điện tử riêng của phiên bản: các phần, câu hỏi, giấy tờ mà biểu mẫu thay cho; trống thì dùng biểu mẫu chung.';
