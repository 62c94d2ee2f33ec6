"""What the commands do: each module has `run(options, settings, language) -> exit code`, imported when it runs."""
