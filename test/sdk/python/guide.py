"""The three methods of giving Claude an image, as guides to the official Python SDK write them.

    guide.py PICTURE.jpg URL

Where the requests go, and with which key, is said by ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY alone.
"""

import base64
import sys

import anthropic

MODEL = "claude-opus-4-8"
QUESTION = {"type": "text", "text": "Describe this image."}

picture, url = sys.argv[1:]
client = anthropic.Anthropic()

# Method 1: base64.
with open(picture, "rb") as f:
    image_data = base64.standard_b64encode(f.read()).decode("utf-8")

message = client.messages.create(
    model=MODEL,
    max_tokens=1024,
    messages=[
        {
            "role": "user",
            "content": [
                {
                    "type": "image",
                    "source": {"type": "base64", "media_type": "image/jpeg", "data": image_data},
                },
                QUESTION,
            ],
        }
    ],
)
print(message.content)

# Method 2: a URL.
message = client.messages.create(
    model=MODEL,
    max_tokens=1024,
    messages=[
        {
            "role": "user",
            "content": [{"type": "image", "source": {"type": "url", "url": url}}, QUESTION],
        }
    ],
)
print(message.content)

# Method 3: the Files API.
with open(picture, "rb") as f:
    file_upload = client.beta.files.upload(file=("image.jpg", f, "image/jpeg"))

file_id = file_upload.id
print(f"Upload complete. file_id: {file_id}")

message = client.beta.messages.create(
    model=MODEL,
    max_tokens=1024,
    betas=["files-api-2025-04-14"],
    messages=[
        {
            "role": "user",
            "content": [{"type": "image", "source": {"type": "file", "file_id": file_id}}, QUESTION],
        }
    ],
)
print(message.content)
