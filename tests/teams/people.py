"""Invented ids of a tenant's people and places."""

BOYD = "00000000-0000-4000-8000-000000000004"
ROSSI = "00000000-0000-4000-8000-000000000005"
TEAM = "19:5e9a0c41d7b84f27a3c6leadership@thread.tacv2"
CHANNEL = "19:c2d41f0b96e34a58b7f1datateams@thread.tacv2"
GROUP = "19:0f6b2a9c84d14e3c95a7groupchat@thread.v2"
