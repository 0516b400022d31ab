#!/bin/sh
# Before the program goes, what runs stops; before it is replaced it goes on. The data and the settings stay.
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
	systemctl disable --now okno-backup.timer okno-worker.service okno.service
fi
