"""Files, pages, a stream and errors through the official Python SDK. Whatever is not as it should be ends it with an AssertionError."""

import anthropic

COUNT = 45
client = anthropic.Anthropic(max_retries=0)
# 0.x knows files as a beta, with the cursors of before; from 1.x on they are general.
general = not anthropic.__version__.startswith("0.")
files = client.files if general else client.beta.files

made = [files.upload(file=(f"{index}.txt", b"words", "text/plain")) for index in range(COUNT)]
newest_first = [file.id for file in reversed(made)]

assert [file.id for file in files.list()] == newest_first
assert [file.id for file in files.list(limit=10)] == newest_first
if general:
    some = files.list(ids=[newest_first[3], "file_unknown", newest_first[40]])
    assert [file.id for file in some] == [newest_first[3], newest_first[40]]
    mortal = files.upload(file=("mortal.txt", b"words", "text/plain"), expires_in_seconds=3600)
    assert (mortal.expires_at - mortal.created_at).total_seconds() == 3600
    files.delete(mortal.id)
else:
    # Backwards, the SDK asks for what lies before the first of each page.
    pages = list(files.list(limit=10, before_id=newest_first[-1]).iter_pages())
    assert [file.id for page in reversed(pages) for file in page.data] == newest_first[:-1]
    assert [file.id for file in files.list(limit=10, after_id=newest_first[9])] == newest_first[10:]

first = files.retrieve_metadata(made[0].id)
assert (first.filename, first.mime_type, first.size_bytes, first.downloadable) == ("0.txt", "text/plain", 5, False)

try:
    files.download(made[0].id)
    raise AssertionError("an upload was downloaded")
except anthropic.BadRequestError as error:
    assert error.body["error"]["details"]["error_code"] == "file_not_downloadable", error.body

for file in made:
    assert files.delete(file.id).type == "file_deleted"
try:
    files.retrieve_metadata(made[0].id)
    raise AssertionError("a deleted file was found")
except anthropic.NotFoundError as error:
    assert error.body["error"]["message"] == f"File `{made[0].id}` not found.", error.body

try:
    anthropic.Anthropic(api_key="sk-fovea-wrong", max_retries=0).models.list()
    raise AssertionError("a wrong key opened")
except anthropic.AuthenticationError:
    pass

question = [{"role": "user", "content": "Is there a picture?"}]
with client.messages.stream(model="claude-opus-4-8", max_tokens=100, messages=question) as stream:
    text = "".join(stream.text_stream)
    message = stream.get_final_message()
assert text and message.content[0].text == text
count = client.messages.count_tokens(model="claude-opus-4-8", messages=question)
assert count.input_tokens == message.usage.input_tokens
print("whole")
