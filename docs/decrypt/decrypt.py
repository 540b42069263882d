"""Decrypts fields as docs/encryption.md describes them. Needs Python 3.8 and the package cryptography.

Takes six lines a field: the field, its data key, the tenant's pseudonym key (both in base64url), tenant,
patient id, data type. Writes a line for each: the value in base64, or nothing where it is not decryptable.
"""

import base64
import hashlib
import hmac
import re
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HEADER = re.compile(
    rb'\{"alg":"dir","enc":"A256GCM","kid":"[\w-]{22}","ctx":"([\w-]{22})"(,"cty":"application/octet-stream")?\}'
)


def decode(text):
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)


def context(tenant_key, *texts):
    mac = hmac.new(tenant_key, digestmod=hashlib.sha256)
    for text in ("hlz/field-context/v1", *texts):
        raw = text.encode()
        mac.update(len(raw).to_bytes(4, "big") + raw)
    return base64.urlsafe_b64encode(mac.digest()[:16]).rstrip(b"=")


def decrypt(jwe, data_key, tenant_key, tenant, patient_id, data_type):
    header, wrapped, *rest = jwe.split(".")
    iv, ciphertext, tag = map(decode, rest)
    found = HEADER.fullmatch(decode(header))
    expected = context(tenant_key, tenant, patient_id, data_type)
    if wrapped or (len(iv), len(tag)) != (12, 16) or not found or not hmac.compare_digest(found[1], expected):
        raise ValueError
    return AESGCM(data_key).decrypt(iv, ciphertext + tag, header.encode())


lines = sys.stdin.buffer.read().decode().rstrip("\n").split("\n")
for jwe, data_key, tenant_key, *of in (lines[at : at + 6] for at in range(0, len(lines), 6)):
    try:
        print(base64.b64encode(decrypt(jwe, decode(data_key), decode(tenant_key), *of)).decode())
    except (ValueError, InvalidTag):
        print()
