"""The web page: server-rendered, whole without JavaScript, and without a request to anybody else."""
