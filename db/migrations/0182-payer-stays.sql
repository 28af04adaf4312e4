-- A bill keeps the name it was made out to at acceptance. No command changes it, so the application's login may not either.
revoke update (payer_name) on payment.bill from motcua_app;
