"""Workers of other machines, through a scheduler of Dask."""
