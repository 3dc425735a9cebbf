"""What people see: pure functions from a frozen answer to an embed. No await, no session, no clock."""
