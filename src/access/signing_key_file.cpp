#include "access/signing_key_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sys/stat.h>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/timestamp.hpp"

namespace burner::access {

namespace {

namespace dom = simdjson::dom;

std::unexpected<base::Error> broken(const std::filesystem::path& path, std::string_view reason) {
    return base::fail(base::ErrorCode::internal, fmt::format("signing keys {}: {}", path.string(), reason));
}

std::unexpected<base::Error> failed(const std::filesystem::path& path, std::string_view what) {
    return broken(path, fmt::format("cannot {}: {}", what, std::strerror(errno)));
}

std::optional<std::string_view> text_member(const dom::element& entry, std::string_view name) {
    std::string_view text;
    if (entry[name].get(text) != simdjson::SUCCESS) return std::nullopt;
    return text;
}

base::Result<SigningKey> key_from(const dom::element& entry, const std::filesystem::path& path) {
    const auto kid = text_member(entry, "kid");
    const auto state = signing_key_state_from_text(text_member(entry, "state").value_or(""));
    const auto algorithm = jws_algorithm_from_text(text_member(entry, "alg").value_or(""));
    const auto secret = base::from_base64url(text_member(entry, "secret").value_or("?"));
    const auto created_at = base::from_rfc3339(text_member(entry, "createdAt").value_or(""));
    if (!kid || kid->empty() || !state || !algorithm || !secret || !created_at) {
        return broken(path, "not a list of keys as this server writes it");
    }
    if (secret->size() < SigningKey::secret_bytes)
        return broken(path, fmt::format("the secret of {} is under 32 bytes", *kid));
    if (*algorithm == JwsAlgorithm::eddsa && secret->size() != SigningKey::secret_bytes) {
        return broken(path, fmt::format("the seed of {} is not 32 bytes", *kid));
    }
    const auto ends = text_member(entry, "endsAt");
    const auto ends_at = base::from_rfc3339(ends.value_or(""));
    if (ends.has_value() != ends_at.has_value()) return broken(path, "endsAt is not a time");
    return SigningKey{{std::string{*kid}, *algorithm, *state, *created_at, ends_at}, *secret};
}

base::Result<std::vector<SigningKey>> keys_from(std::string_view text, const std::filesystem::path& path) {
    dom::parser parser;
    dom::element root;
    dom::array entries;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS ||
        root["keys"].get(entries) != simdjson::SUCCESS) {
        return broken(path, "not a list of keys as this server writes it");
    }
    std::vector<SigningKey> keys;
    for (const dom::element entry : entries) {
        auto key = key_from(entry, path);
        if (!key) return std::unexpected(key.error());
        const auto has_kid = [&](const SigningKey& other) { return other.record.kid == key->record.kid; };
        if (std::ranges::any_of(keys, has_kid)) return broken(path, "a kid occurs twice");
        keys.push_back(*std::move(key));
    }
    const auto count = [&](SigningKeyState state) {
        return std::ranges::count(keys, state, [](const SigningKey& key) { return key.record.state; });
    };
    if (count(SigningKeyState::current) != 1 || count(SigningKeyState::next) != 1)
        return broken(path, "there must be one current and one next key");
    return keys;
}

}  // namespace

base::Result<std::vector<SigningKey>> read_signing_key_file(const std::filesystem::path& path) {
    const base::File file = base::open_file(path, O_RDONLY);
    struct stat status;
    if (!file.is_open() || ::fstat(file.get(), &status) != 0) return failed(path, "open");
    if (!S_ISREG(status.st_mode)) return broken(path, "not a regular file");
    if ((status.st_mode & 077) != 0) return broken(path, "others may read or write it; chmod 600 it and rotate");
    const auto text = base::read_all(file);
    if (!text) return failed(path, "read");
    return keys_from(*text, path);
}

}  // namespace burner::access
