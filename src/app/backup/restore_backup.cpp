#include "app/backup/restore_backup.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include "app/backup/copy_file.hpp"
#include "app/data_directory.hpp"
#include "app/open_database.hpp"
#include "app/value_or_throw.hpp"
#include "storage/sqlite/whole_file.hpp"
#include "storage/stores/signing_key_store.hpp"

namespace burner::app {

namespace {

namespace fs = std::filesystem;

void refuse_filled(const fs::path& data) {
    std::error_code error;
    if (!fs::exists(data, error) || fs::is_empty(data, error)) return;
    throw std::runtime_error(
        fmt::format("{}: it is not empty, and none of it is overwritten; stop the server and move it away first, as "
                    "with `mv {} {}.before`",
                    data.string(), data.string(), data.string()));
}

/// Gives the directory to a user of this name, before files are made in it: they get its owner. Without root it belongs
/// to whoever runs this.
void give_to(const std::string& owner, const fs::path& data) {
    std::array<char, 4096> text{};
    passwd entry{};
    passwd* found = nullptr;
    if (::geteuid() != 0 || ::getpwnam_r(owner.c_str(), &entry, text.data(), text.size(), &found) != 0) return;
    if (found != nullptr && ::chown(data.c_str(), found->pw_uid, found->pw_gid) != 0)
        throw std::runtime_error(fmt::format("{}: {}", data.string(), std::strerror(errno)));
}

}  // namespace

BackupManifest restore_files(const fs::path& backup, const fs::path& data) {
    refuse_filled(data);
    auto manifest = read_manifest(backup);
    value_or_throw(storage::check_sqlite_file(backup / "burner.db"));
    open_data_directory(data);
    give_to(manifest.owner, data);
    try {
        for (const auto& [name, hash] : manifest.files) copy_whole(backup / name, data / name);
    } catch (const std::runtime_error&) {
        std::error_code ignored;
        for (const auto& [name, hash] : manifest.files) fs::remove(data / name, ignored);
        throw;
    }
    if (!base::sync_directory(data))
        throw std::runtime_error(fmt::format("{}: {}", data.string(), std::strerror(errno)));
    return manifest;
}

void end_all_sessions(const fs::path& database) {
    const auto opened = open_sqlite(database);
    storage::SigningKeyStore store{*opened};
    value_or_throw(store.change([](auto& keys) -> base::Result<void> {
        keys.clear();
        return {};
    }));
}

}  // namespace burner::app
