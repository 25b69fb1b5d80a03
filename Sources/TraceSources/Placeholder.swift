// Sources land here.
