"""Who plays whom: pure arithmetic of tournaments. Players are seeds from 1; nothing here knows a database."""
