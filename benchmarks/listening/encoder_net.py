"""The sentence encoder as PyTorch sees it: MiniLM's six layers and one linear answer for every head."""

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from benchmarks.listening.encoder_base import fetched
from benchmarks.listening.encoder_texts import HEADS

WIDTH, LAYERS, PARTS, INNER = 384, 6, 12, 1536  # MiniLM-L6 (Wang and others, NeurIPS 2020)
SMALL = 1e-12
COLUMNS = sum(len(head.classes) for head in HEADS)


class Layer(nn.Module):
    """One layer of BERT: attention, then two dense steps, each added to what came in and brought to one size."""

    def __init__(self) -> None:
        """Make an empty layer."""
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out, self.up, self.down = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm, self.norm2 = nn.LayerNorm(WIDTH, eps=SMALL), nn.LayerNorm(WIDTH, eps=SMALL)
        self.drop = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, seen: Tensor | None) -> Tensor:
        """Return the next hidden state; `seen` is True where there is a piece."""
        size, length, _ = hidden.shape
        q, k, v = (
            dense(hidden).view(size, length, PARTS, WIDTH // PARTS).transpose(1, 2)
            for dense in (self.query, self.key, self.value)
        )
        drop = 0.1 if self.training else 0.0
        met = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=seen, dropout_p=drop)
        hidden = self.norm(hidden + self.drop(self.out(met.transpose(1, 2).reshape(size, length, WIDTH))))
        return self.norm2(hidden + self.drop(self.down(nn.functional.gelu(self.up(hidden)))))


class Net(nn.Module):
    """The encoder with its heads; the score of a text is the mean over its own pieces."""

    def __init__(self, words: int = 30522, places: int = 512) -> None:
        """Make an empty encoder."""
        super().__init__()
        self.word, self.place, self.kind = (
            nn.Embedding(words, WIDTH),
            nn.Embedding(places, WIDTH),
            nn.Parameter(torch.zeros(WIDTH)),
        )
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=SMALL), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.heads = nn.Linear(WIDTH, COLUMNS)

    def hidden(self, pieces: Tensor, seen: Tensor | None = None) -> Tensor:
        """Return the last hidden state of every piece."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        state = self.drop(self.norm(self.word(pieces) + self.place(places) + self.kind))
        mask = None if seen is None else seen[:, None, None, :]
        for layer in self.layers:
            state = layer(state, mask)
        return state

    def pooled(self, pieces: Tensor, own: Tensor, seen: Tensor) -> Tensor:
        """Return the mean over the text's own pieces."""
        weights = own.float().unsqueeze(-1)
        return (self.hidden(pieces, seen).float() * weights).sum(1) / weights.sum(1).clamp(min=1)

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """Return what every piece of one text adds to every answer, and its last hidden state, for export.

        What is added to every answer beforehand is in the card.
        """
        hidden = self.hidden(pieces)
        return nn.functional.linear(hidden, self.heads.weight), hidden


NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "norm", "intermediate.dense": "up",
    "output.dense": "down", "output.LayerNorm": "norm2",
}  # fmt: skip


def based() -> Net:
    """Return an encoder with the base model's weights and fresh heads."""
    told = load_file(str(fetched() / "model.safetensors"))
    net = Net()
    state = net.state_dict()
    state["word.weight"] = told["embeddings.word_embeddings.weight"]
    state["place.weight"] = told["embeddings.position_embeddings.weight"]
    state["kind"] = told["embeddings.token_type_embeddings.weight"][0]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = told[f"embeddings.LayerNorm.{part}"]
        for at in range(LAYERS):
            for theirs, ours in NAMES.items():
                state[f"layers.{at}.{ours}.{part}"] = told[f"encoder.layer.{at}.{theirs}.{part}"]
    net.load_state_dict(state)
    return net
