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

base::Result<bool, std::string> read_file(const std::filesystem::path& path, std::string& out) {
    struct stat status{};
    if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::unexpected(fmt::format("{} is not there, or is not a file", path.string()));
    if (static_cast<std::size_t>(status.st_size) > max_bytes)
        return std::unexpected(fmt::format("{} is too large to be a key or a token", path.string()));
    out.resize(static_cast<std::size_t>(status.st_size));
    std::ifstream file{path, std::ios::binary};
    if (!file.read(out.data(), static_cast<std::streamsize>(out.size())))
        return std::unexpected(fmt::format("{} cannot be read. Look at its owner and mode", path.string()));
    return (status.st_mode & (S_IRGRP | S_IROTH)) != 0;
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
    std::array<std::uint8_t, 64> bytes{};
    const bool parsed = parse_bytes(text.value, bytes);
    const auto keypair = parsed ? solana::Keypair::from_bytes(bytes) : std::nullopt;
    explicit_bzero(bytes.data(), bytes.size());
    if (!parsed)
        return std::unexpected(fmt::format(
            "{} is not a key file of Solana's command line, which is a JSON array of 64 bytes", path.string()));
    if (!keypair)
        return std::unexpected(
            fmt::format("{} holds a public key that does not belong to its private key. Use another copy of the file",
                        path.string()));
    return PrivateFile<solana::Keypair>{*keypair, *exposed};
}

}  // namespace burner::reclaim
