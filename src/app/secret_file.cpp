#include "app/secret_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/timestamp.hpp"

namespace burner::app {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t secret_bytes = 32;

[[noreturn]] void refuse(const fs::path& path, std::string_view reason) {
    throw std::runtime_error(fmt::format("{}: {}", path.string(), reason));
}

std::string drawn_secret() {
    std::array<std::uint8_t, secret_bytes> bytes;
    base::random_bytes(bytes);
    return base::to_base64url(bytes);
}

/// Writes a draft beside the file, durably, and returns its path.
fs::path write_draft(const fs::path& file, std::string_view text) {
    const fs::path draft = file.string() + "." + base::random_id();
    if (!base::create_file(draft, text)) refuse(draft, std::strerror(errno));
    return draft;
}

/// Draws a secret and links its draft into place, so that of two servers that start at once only one draws it.
void draw_secret(const fs::path& file) {
    const fs::path draft = write_draft(file, drawn_secret() + "\n");
    const bool linked = ::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST;
    const int reason = errno;
    ::unlink(draft.c_str());
    if (!linked) refuse(file, std::strerror(reason));
    if (!base::sync_directory(file.parent_path())) refuse(file, std::strerror(errno));
}

/// One line of the file: the current secret, or an earlier one, `until` and the time when it ends.
struct Line {
    std::string secret;
    std::optional<base::UnixTime> until;
};

Line parse_line(const fs::path& file, std::string_view text) {
    constexpr std::string_view separator = " until ";
    const auto end = text.find(separator);
    Line line{.secret = std::string{text.substr(0, end)}, .until = std::nullopt};
    const auto bytes = base::from_base64url(line.secret);
    if (!bytes || bytes->size() < secret_bytes) refuse(file, "must hold at least 32 bytes in base64url");
    if (end == std::string_view::npos) return line;
    line.until = base::from_rfc3339(text.substr(end + separator.size()));
    if (!line.until) refuse(file, "must hold a time after `until`, such as 2026-04-09T12:10:00.000Z");
    return line;
}

/// Returns the current secret, which has no end, and the earlier ones that have not ended.
std::vector<Line> read_lines(const fs::path& file, base::UnixTime now) {
    struct stat info{};
    if (::stat(file.c_str(), &info) != 0) refuse(file, std::strerror(errno));
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        refuse(file, "other users can read this secret; run chmod 600 on it");
    std::ifstream in{file};
    std::string text;
    std::getline(in, text);
    std::vector<Line> lines{parse_line(file, text)};
    if (lines.front().until) refuse(file, "must begin with a secret that does not end");
    while (std::getline(in, text)) {
        Line line = parse_line(file, text);
        if (!line.until) refuse(file, "must hold one secret that does not end");
        if (*line.until > now) lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace

base::ServerSecrets load_server_secrets(const fs::path& file, base::UnixTime now) {
    if (!fs::exists(file)) draw_secret(file);
    auto lines = read_lines(file, now);
    std::vector<base::Secret> previous;
    for (auto& line : lines | std::views::drop(1)) previous.emplace_back(std::move(line.secret));
    return {base::Secret{std::move(lines.front().secret)}, std::move(previous)};
}

void rotate_server_secret(const fs::path& file, base::UnixTime now) {
    auto lines = read_lines(file, now);
    lines.front().until = now + previous_secrets_live;
    std::string text = drawn_secret() + "\n";
    for (const Line& line : lines) text += fmt::format("{} until {}\n", line.secret, base::to_rfc3339(*line.until));
    const fs::path draft = write_draft(file, text);
    if (!base::rename_file(draft, file)) refuse(file, std::strerror(errno));
}

std::array<std::uint8_t, 32> derive_key(const base::Secret& secret, std::string_view purpose) {
    return base::HmacSha256{base::as_bytes(secret.reveal())}.of({base::as_bytes(purpose)});
}

}  // namespace burner::app
