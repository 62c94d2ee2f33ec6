"""What is handed to those who run the service: compose, Kubernetes, systemd and the proxy's configuration agree."""

from __future__ import annotations

import configparser
import re
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
KUBERNETES: list[dict[str, Any]] = list(yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text("utf-8")))
NGINX = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_is_confined(name: str) -> None:
    """No root, nothing writable but what is named, no capabilities, a check of its health, and none runs `latest`."""
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert int(service["user"].split(":")[0]) > 0
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert "privileged" not in service
    assert ":" in service["image"] or "build" in service
    assert not service["image"].endswith(":latest")


def test_two_replicas_that_share_the_database_alone() -> None:
    """They are the same, have no volume, and are reached by the proxy alone; the database by them alone."""
    services = COMPOSE["services"]
    assert services["replica-1"] == services["replica-2"]
    for replica in (services["replica-1"], services["replica-2"]):
        assert "volumes" not in replica
        assert "ports" not in replica
        assert replica["environment"]["SIFFERSVAR_STATE_URL"].startswith("postgresql+psycopg://")
    assert services["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_secrets_stand_in_the_env_file_alone() -> None:
    """Every variable of the compose file is in the example, no secret has a value, and .env is not committed."""
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    for name in set(re.findall(r"\$\{([A-Z_]+)", text)):
        assert re.search(rf"^#?{name}=", EXAMPLE, re.MULTILINE), name
    for secret in ("POSTGRES_PASSWORD", "SIFFERSVAR_SECRET"):
        assert f"${{{secret}:?" in text
        assert re.search(rf"^{secret}=$", EXAMPLE, re.MULTILINE)
    assert ".env" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_the_proxy_knows_the_replicas() -> None:
    """Their names and port in its configuration are those of the compose file, and so is its own port."""
    assert set(re.findall(r"^\s*server (\S+):8000 ", NGINX, re.MULTILINE)) == {"replica-1", "replica-2"}
    assert COMPOSE["services"]["replica-1"]["environment"]["SIFFERSVAR_LISTEN"].endswith(":8000")
    assert COMPOSE["services"]["proxy"]["ports"][0].endswith(":8080")
    assert "listen 8080;" in NGINX
    assert set(re.findall(r"^\s*server (\S+):8081 ", NGINX, re.MULTILINE)) == {"replica-1", "replica-2"}
    assert COMPOSE["services"]["replica-1"]["environment"]["TELEGRAM_WEBHOOK_LISTEN"].endswith(":8081")
    assert "non_idempotent" in NGINX


def test_kubernetes_objects_fit_each_other() -> None:
    """One selector for all, two replicas of which one stays, probes, no root, no file system that can be written."""
    objects = {each["kind"]: each for each in KUBERNETES}
    assert set(objects) == {"Deployment", "Service", "PodDisruptionBudget", "Ingress"}
    deployment = objects["Deployment"]["spec"]
    labels = deployment["template"]["metadata"]["labels"]
    assert deployment["selector"]["matchLabels"] == objects["Service"]["spec"]["selector"] == labels
    assert objects["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert objects["PodDisruptionBudget"]["spec"]["minAvailable"] < deployment["replicas"]
    pod = deployment["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
    # It ends by itself in time: 5 s of preStop, and two times ten for requests and tasks.
    assert pod["terminationGracePeriodSeconds"] > 5 + 2 * 10


def test_the_unit_is_confined() -> None:
    """It runs the service as nobody in particular, and writes only its state."""
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # names of units have capitals
    unit.read(ROOT / "deploy" / "siffersvar.service", "utf-8")
    service = unit["Service"]
    assert service["ExecStart"].endswith("siffersvar serve")
    assert (service["DynamicUser"], service["ProtectSystem"]) == ("yes", "strict")
    assert service["NoNewPrivileges"] == "yes"
    assert int(service["TimeoutStopSec"]) > 20


def test_the_image_serves() -> None:
    """All extras, all addresses of the container, a check of the health of what it runs."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert '".[all]"' in text
    assert "SIFFERSVAR_LISTEN=0.0.0.0:8000" in text
    assert 'CMD ["serve"]' in text
    assert "/healthz" in text
