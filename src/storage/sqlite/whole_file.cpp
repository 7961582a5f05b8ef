#include "storage/sqlite/whole_file.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "base/file.hpp"
#include "base/number_text.hpp"
#include "storage/sqlite/schema.hpp"

namespace burner::storage {

namespace {

namespace fs = std::filesystem;

using OpenFile = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using FinishedStatement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

constexpr int busy_milliseconds = 5000;

std::unexpected<base::Error> refuse(const fs::path& path, std::string_view reason) {
    return base::fail(base::ErrorCode::internal, fmt::format("{}: {}", path.string(), reason));
}

base::Result<OpenFile> open_whole(const fs::path& path, int flags) {
    sqlite3* opened = nullptr;
    const int status = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_EXRESCODE, nullptr);
    OpenFile handle{opened, sqlite3_close};
    if (status != SQLITE_OK) return refuse(path, sqlite3_errstr(status));
    sqlite3_busy_timeout(opened, busy_milliseconds);
    return handle;
}

/// Returns the first column of the first row as text; nullopt if SQLite refuses the statement.
std::optional<std::string> first_text(sqlite3* handle, const char* sql) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(handle, sql, -1, &prepared, nullptr) != SQLITE_OK) return std::nullopt;
    const FinishedStatement statement{prepared, sqlite3_finalize};
    if (sqlite3_step(prepared) != SQLITE_ROW) return std::nullopt;
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared, 0));
    return text == nullptr ? std::nullopt : std::optional<std::string>{text};
}

base::Result<void> copy_into(sqlite3* from, const fs::path& to) {
    auto target = open_whole(to, SQLITE_OPEN_READWRITE);
    if (!target) return std::unexpected(target.error());
    constexpr int all_pages = -1;
    sqlite3_backup* copy = sqlite3_backup_init(target->get(), "main", from, "main");
    if (copy == nullptr) return refuse(to, sqlite3_errmsg(target->get()));
    const int status = sqlite3_backup_step(copy, all_pages);
    sqlite3_backup_finish(copy);
    if (status != SQLITE_DONE) return refuse(to, sqlite3_errstr(status));
    // The copy takes over the mode of the original, in which it would need companions.
    if (first_text(target->get(), "PRAGMA journal_mode=DELETE") != "delete")
        return refuse(to, sqlite3_errmsg(target->get()));
    return {};
}

}  // namespace

base::Result<void> check_sqlite_file(const fs::path& path) {
    const auto handle = open_whole(path, SQLITE_OPEN_READONLY);
    if (!handle) return std::unexpected(handle.error());
    const auto format = first_text(handle->get(), "PRAGMA user_version");
    if (!format) return refuse(path, sqlite3_errmsg(handle->get()));
    if (const auto known = check_format(base::number_from_text<std::uint64_t>(*format).value_or(0)); !known)
        return refuse(path, known.error().message);
    const auto flaw = first_text(handle->get(), "PRAGMA quick_check(1)");
    if (!flaw) return refuse(path, sqlite3_errmsg(handle->get()));
    if (*flaw != "ok") return refuse(path, fmt::format("it is damaged ({}); restore a backup", *flaw));
    return {};
}

base::Result<void> copy_sqlite_file(const fs::path& from, const fs::path& to) {
    const auto source = open_whole(from, SQLITE_OPEN_READONLY);
    if (!source) return std::unexpected(source.error());
    if (!base::open_file(to, O_RDWR | O_CREAT | O_EXCL).is_open()) return refuse(to, std::strerror(errno));
    auto copied = copy_into(source->get(), to);
    std::error_code ignored;
    if (!copied) fs::remove(to, ignored);
    return copied;
}

}  // namespace burner::storage
