"""Lists of devices as people have them: spreadsheets and what other systems export, read and written."""
