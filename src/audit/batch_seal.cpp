#include "audit/batch_seal.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/append.hpp"
#include "base/hash.hpp"
#include "base/number_text.hpp"

namespace burner::audit {

namespace {

constexpr std::string_view line_end = "}\n";
constexpr std::string_view seq_start = R"(,"seq":)";
constexpr std::string_view hash_start = R"(,"hash":")";
constexpr std::string_view hash_end = R"("})";
constexpr std::size_t hash_member = hash_start.size() + HexHash{}.size() + hash_end.size();

HexHash hash_of(const HexHash& before, std::string_view lines, std::string_view end_of_last) {
    return to_hex(base::sha256(
        {base::as_bytes(view(before)), base::as_bytes(lines), base::as_bytes(end_of_last), base::as_bytes(line_end)}));
}

/// Counts line ends with `find`, which looks at 32 bytes at a time.
std::uint64_t count_lines(std::string_view text) {
    std::uint64_t count = 0;
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) ++count;
    return count;
}

/// Returns the value of a digit of `HexHash`.
std::uint8_t value_of(char digit) {
    return static_cast<std::uint8_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

}  // namespace

HexHash to_hex(const base::Sha256& hash) {
    constexpr std::string_view digits = "0123456789abcdef";
    HexHash text;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        text[2 * i] = digits[hash[i] >> 4];
        text[2 * i + 1] = digits[hash[i] & 15];
    }
    return text;
}

base::Sha256 to_bytes(const HexHash& hash) {
    base::Sha256 bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(value_of(hash[2 * i]) << 4 | value_of(hash[2 * i + 1]));
    return bytes;
}

HexHash hex_sha256(std::string_view bytes) {
    return to_hex(base::sha256(base::as_bytes(bytes)));
}

std::optional<HexHash> hash_from_hex(std::string_view text) {
    HexHash hash;
    if (text.size() != hash.size() || text.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return std::nullopt;
    std::ranges::copy(text, hash.begin());
    return hash;
}

BatchSeal seal_batch(std::string_view lines, const Link& before) {
    BatchSeal seal{.text = std::string{seq_start}, .link = before};
    seal.link.seq += count_lines(lines);
    seal.text += fmt::format_int{seal.link.seq}.c_str();
    seal.link.hash = hash_of(before.hash, lines.substr(0, lines.size() - unsealed_end), seal.text);
    base::append(seal.text, hash_start, view(seal.link.hash), hash_end, "\n");
    return seal;
}

std::optional<SealedLine> sealed_line(std::string_view line) {
    if (line.size() < hash_member || !line.ends_with(hash_end)) return std::nullopt;
    const auto member = line.substr(line.size() - hash_member);
    const auto hash = hash_from_hex(member.substr(hash_start.size(), HexHash{}.size()));
    SealedLine sealed{.link = {}, .hashed = line.substr(0, line.size() - hash_member)};
    const auto seq = sealed.hashed.rfind(seq_start);
    if (!member.starts_with(hash_start) || !hash || seq == std::string_view::npos) return std::nullopt;
    const auto number = base::number_from_text<std::uint64_t>(sealed.hashed.substr(seq + seq_start.size()));
    if (!number) return std::nullopt;
    sealed.link.seq = *number;
    sealed.link.hash = *hash;
    return sealed;
}

HexHash hash_of_batch(const HexHash& before, std::string_view lines, const SealedLine& last) {
    return hash_of(before, lines, last.hashed);
}

std::optional<WholeBatch> take_apart(std::string_view batch, const HexHash& before) {
    if (!batch.ends_with('\n')) return std::nullopt;
    const auto lines = batch.substr(0, batch.rfind('\n', batch.size() - 2) + 1);
    const auto last = batch.substr(lines.size(), batch.size() - lines.size() - 1);
    const auto sealed = sealed_line(last);
    if (!sealed) return std::nullopt;
    return WholeBatch{count_lines(batch), sealed->link, hash_of_batch(before, lines, *sealed)};
}

}  // namespace burner::audit
