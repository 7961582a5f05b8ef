#include "audit/chain_file.hpp"

#include <cctype>
#include <cerrno>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "audit/log_files.hpp"
#include "audit/retention.hpp"
#include "audit/tail.hpp"
#include "base/file.hpp"
#include "base/number_text.hpp"
#include "base/random.hpp"

namespace burner::audit {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_name = 40;

std::string chain_fault(const fs::path& file, std::string_view what) {
    return fmt::format("{} cannot be {}: {}", file.native(), what, std::generic_category().message(errno));
}

/// Returns the letters, digits, dots and dashes of a name.
std::string written(std::string_view name) {
    std::string kept;
    for (const char c : name.substr(0, longest_name)) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-') kept += c;
    }
    return kept.empty() ? "node" : kept;
}

/// Reads `ID SEQ HASH` and a line end.
std::optional<Chain> chain_in(std::string_view text) {
    if (!text.ends_with('\n')) return std::nullopt;
    text.remove_suffix(1);
    const auto first = text.find(' ');
    const auto second = text.find(' ', first + 1);
    if (first == 0 || first == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
    const auto seq = base::number_from_text<std::uint64_t>(text.substr(first + 1, second - first - 1));
    const auto hash = hash_from_hex(text.substr(second + 1));
    if (!seq || !hash) return std::nullopt;
    return Chain{std::string{text.substr(0, first)}, {*seq, *hash}};
}

std::expected<Chain, std::string> draw_chain(const fs::path& directory, std::string_view name, const Link& start) {
    Chain chain{fmt::format("{}-{}", written(name), base::random_id()), start};
    const fs::path path = chain_file(directory);
    const fs::path draft = path.native() + "." + base::random_id();
    const auto text = fmt::format("{} {} {}\n", chain.id, start.seq, view(start.hash));
    if (!base::create_file(draft, text) || !base::rename_file(draft, path))
        return std::unexpected(chain_fault(path, "written"));
    return chain;
}

/// Keeps other processes from the log and from its chain's name.
std::expected<base::File, std::string> lock(const fs::path& directory) {
    return open_locked(directory, O_RDWR | O_CREAT, LOCK_EX, lock_patience);
}

/// Returns where the log ends, of which nobody writes now.
std::expected<Link, std::string> end_of_log(const fs::path& directory, const base::File& growing) {
    struct stat about{};
    if (::fstat(growing.get(), &about) != 0) return std::unexpected(chain_fault(current_file(directory), "read"));
    const auto tail = read_tail(growing.get(), static_cast<std::uint64_t>(about.st_size));
    if (!tail) return std::unexpected(chain_fault(current_file(directory), "read"));
    if (tail->link) return *tail->link;
    const auto aside = rotated_files(directory);
    return aside.empty() ? Link{} : end_of(aside.back()).value_or(Link{});
}

}  // namespace

fs::path chain_file(const fs::path& directory) {
    return directory / "audit.chain";
}

std::expected<std::optional<Chain>, std::string> find_chain(const fs::path& directory) {
    const fs::path path = chain_file(directory);
    const base::File file = base::open_file(path, O_RDONLY | O_NOFOLLOW);
    if (!file.is_open() && errno == ENOENT) return std::nullopt;
    const auto text = file.is_open() ? base::read_all(file) : std::nullopt;
    if (!text) return std::unexpected(chain_fault(path, "read"));
    if (auto chain = chain_in(*text)) return chain;
    return std::unexpected(
        fmt::format("{} is damaged; without it a new chain begins at the present end of the log", path.native()));
}

std::expected<Chain, std::string> open_chain(const fs::path& directory, std::string_view name) {
    const auto growing = lock(directory);
    if (!growing) return std::unexpected(growing.error());
    auto chain = find_chain(directory);
    if (!chain) return std::unexpected(chain.error());
    if (*chain) return **std::move(chain);
    const auto end = end_of_log(directory, *growing);
    if (!end) return std::unexpected(end.error());
    return draw_chain(directory, name, *end);
}

std::expected<Chain, std::string> begin_another_chain(const fs::path& directory, std::string_view name,
                                                      const Chain& former, const Link& start) {
    const auto growing = lock(directory);
    if (!growing) return std::unexpected(growing.error());
    auto chain = find_chain(directory);
    if (!chain) return std::unexpected(chain.error());
    if (*chain && **chain != former) return **std::move(chain);
    return draw_chain(directory, name, start);
}

}  // namespace burner::audit
