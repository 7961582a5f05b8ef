#include "reclaim/options/private_file.hpp"

#include <array>
#include <charconv>
#include <fstream>

#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>

namespace burner::reclaim {
namespace {

/// The most bytes of a file: more than a key pair (at most 64 × 4 characters and white space) or a token (4 KB) takes.
constexpr std::size_t max_bytes = 16384;

/// Text that is overwritten before its memory is given back.
struct WipedText {
    std::string value;

    WipedText() = default;
    WipedText(const WipedText&) = delete;
    WipedText& operator=(const WipedText&) = delete;
    ~WipedText() { explicit_bzero(value.data(), value.size()); }
};

/// Reads to the end; false where there is more than a key or a token takes.
bool read_all(std::istream& in, std::string& out) {
    out.resize(max_bytes + 1);
    in.read(out.data(), static_cast<std::streamsize>(out.size()));
    const auto count = static_cast<std::size_t>(in.gcount());
    explicit_bzero(out.data() + count, out.size() - count);
    out.resize(count);
    return count <= max_bytes;
}

/// A pipe, as `<(pass wallet)` makes it, is nobody else's.
base::Result<bool, std::string> read_file(const std::filesystem::path& path, std::string& out) {
    struct stat status{};
    const bool is_there = stat(path.c_str(), &status) == 0 && (S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode));
    if (!is_there) return std::unexpected(fmt::format("{} is not there, or is not a file", path.string()));
    std::ifstream file{path, std::ios::binary};
    if (!file) return std::unexpected(fmt::format("{} cannot be read. Look at its owner and mode", path.string()));
    if (!read_all(file, out))
        return std::unexpected(fmt::format("{} is too large to be a key or a token", path.string()));
    return S_ISREG(status.st_mode) && (status.st_mode & (S_IRGRP | S_IROTH)) != 0;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    while (!text.empty() && space.contains(text.front())) text.remove_prefix(1);
    while (!text.empty() && space.contains(text.back())) text.remove_suffix(1);
    return text;
}

/// Takes one byte's decimal and the white space around it from the front.
bool take_byte(std::string_view& text, std::uint8_t& out) {
    text = trimmed(text);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{}) return false;
    text = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
    return true;
}

bool parse_bytes(std::string_view text, std::array<std::uint8_t, 64>& out) {
    text = trimmed(text);
    if (!text.starts_with('[')) return false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        text.remove_prefix(1);  // the bracket or comma
        if (!take_byte(text, out[i])) return false;
        if (!text.starts_with(i + 1 == out.size() ? ']' : ',')) return false;
    }
    return text.size() == 1;
}

/// Reads 64 bytes in base58, which is how a signature is written too.
bool parse_base58(std::string_view text, std::array<std::uint8_t, 64>& out) {
    auto bytes = solana::signature_from_base58(trimmed(text));
    if (!bytes) return false;
    out = bytes->bytes;
    explicit_bzero(bytes->bytes.data(), bytes->bytes.size());
    return true;
}

base::Result<PrivateFile<solana::Keypair>, std::string> keypair_in(std::string_view text, std::string_view where,
                                                                   bool is_exposed) {
    std::array<std::uint8_t, 64> bytes{};
    const bool parsed = parse_bytes(text, bytes) || parse_base58(text, bytes);
    const auto keypair = parsed ? solana::Keypair::from_bytes(bytes) : std::nullopt;
    explicit_bzero(bytes.data(), bytes.size());
    if (!parsed)
        return std::unexpected(fmt::format(
            "{} holds no key: neither a JSON array of 64 bytes, as Solana's command line keeps it, nor 64 bytes in "
            "base58",
            where));
    if (!keypair)
        return std::unexpected(fmt::format(
            "{} holds a public key that does not belong to its private key. Use another copy of the file", where));
    return PrivateFile<solana::Keypair>{*keypair, is_exposed};
}

}  // namespace

base::Result<PrivateFile<std::string>, std::string> read_secret_file(const std::filesystem::path& path) {
    WipedText text;
    const auto exposed = read_file(path, text.value);
    if (!exposed) return std::unexpected(exposed.error());
    const std::string_view word = trimmed(text.value);
    if (word.empty()) return std::unexpected(fmt::format("{} is empty. Put the key or token into it", path.string()));
    return PrivateFile<std::string>{std::string{word}, *exposed};
}

base::Result<PrivateFile<solana::Keypair>, std::string> read_keypair_file(const std::filesystem::path& path) {
    WipedText text;
    const auto exposed = read_file(path, text.value);
    if (!exposed) return std::unexpected(exposed.error());
    return keypair_in(text.value, path.string(), *exposed);
}

base::Result<PrivateFile<solana::Keypair>, std::string> read_keypair(std::istream& in) {
    WipedText text;
    if (!read_all(in, text.value)) return std::unexpected("standard input is too long to be a key");
    return keypair_in(text.value, "standard input", false);
}

}  // namespace burner::reclaim
