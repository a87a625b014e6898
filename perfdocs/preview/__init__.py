"""Forms to be looked at while they are being written: a page that follows every save, and drafts."""
