#include "app/backup/make_backup.hpp"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>
#include <sys/stat.h>

#include "app/backup/copy_file.hpp"
#include "app/user_name.hpp"
#include "app/value_or_throw.hpp"
#include "audit/log_files.hpp"
#include "base/random.hpp"
#include "storage/sqlite/whole_file.hpp"

namespace burner::app {

namespace {

namespace fs = std::filesystem;

/// A folder that is filled beside its final place, and goes unless it gets there.
class Draft {
  public:
    explicit Draft(const fs::path& place) : place_(place), draft_(place.string() + "." + base::random_id()) {
        if (::mkdir(draft_.c_str(), S_IRWXU) != 0)
            throw std::runtime_error(fmt::format("{}: {}", draft_.string(), std::strerror(errno)));
    }
    ~Draft() {
        std::error_code ignored;
        fs::remove_all(draft_, ignored);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const fs::path& path() const { return draft_; }
    void put_in_place() const {
        if (!base::rename_file(draft_, place_))
            throw std::runtime_error(fmt::format("{}: {}", place_.string(), std::strerror(errno)));
    }

  private:
    fs::path place_;
    fs::path draft_;
};

void copy_audit_log(const fs::path& data, const fs::path& backup) {
    std::error_code error;
    if (!fs::exists(audit::current_file(data), error)) return;  // audit.enabled is false
    const auto parts = audit::snapshot(data);
    if (!parts) throw std::runtime_error(parts.error());
    for (const auto& part : *parts) copy_bytes(part.file, part.size, backup / part.path.filename());
}

/// Copies the secret before and after the database, which is sealed under it: a rotation between them would leave a
/// copy that nobody can open.
void copy_database_and_secret(const fs::path& data, const fs::path& backup) {
    const auto secret = data / "server.secret";
    copy_whole(secret, backup / secret.filename());
    value_or_throw(storage::copy_sqlite_file(data / "burner.db", backup / "burner.db"));
    if (sha256_of_file(secret) != sha256_of_file(backup / secret.filename()))
        throw std::runtime_error("server.secret was rotated meanwhile; run this again");
}

std::string owner_name(const fs::path& directory) {
    struct stat about{};
    if (::stat(directory.c_str(), &about) != 0)
        throw std::runtime_error(fmt::format("{}: {}", directory.string(), std::strerror(errno)));
    return user_name(about.st_uid);
}

}  // namespace

BackupManifest make_backup(const fs::path& data, const fs::path& backup, base::UnixTime now) {
    std::error_code error;
    if (!fs::exists(data / "burner.db", error))
        throw std::runtime_error(
            fmt::format("{}: there is no burner.db in it; let data.directory name the server's", data.string()));
    if (fs::exists(backup, error))
        throw std::runtime_error(fmt::format("{}: it is there already; name a new folder", backup.string()));
    BackupManifest manifest{.version = BURNER_VERSION, .begun_at = now, .owner = owner_name(data), .files = {}};
    const Draft draft{backup};
    copy_database_and_secret(data, draft.path());
    copy_audit_log(data, draft.path());
    for (const auto& file : fs::directory_iterator{draft.path()})
        manifest.files.emplace(file.path().filename().string(), sha256_of_file(file.path()));
    write_manifest(draft.path(), manifest);
    draft.put_in_place();
    return manifest;
}

}  // namespace burner::app
