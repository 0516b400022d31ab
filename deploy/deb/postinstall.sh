#!/bin/sh
# The user, and a restart of what runs: a new program brings the schema up to date as it starts. A first installation
# is started by whoever has filled in /etc/okno/okno.env.
set -e
getent passwd okno >/dev/null || adduser --system --group --home /var/lib/okno --no-create-home --gecos "Okno, online booking" okno
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	systemctl try-restart okno.service okno-worker.service
fi
