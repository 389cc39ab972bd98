"""The command group; errors become exit codes here and nowhere else."""
