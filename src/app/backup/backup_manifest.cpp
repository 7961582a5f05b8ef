#include "app/backup/backup_manifest.hpp"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <toml++/toml.h>

#include "audit/batch_seal.hpp"
#include "base/file.hpp"
#include "base/timestamp.hpp"

namespace burner::app {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_name = "backup.toml";

[[noreturn]] void refuse_file(const fs::path& file, std::string_view reason) {
    throw std::runtime_error(fmt::format("{}: {}", file.string(), reason));
}

/// Tells whether a name of a manifest stays in its folder.
bool is_plain_name(std::string_view name) {
    return !name.empty() && !name.starts_with('.') && !name.contains('/');
}

std::string manifest_text(const BackupManifest& manifest) {
    toml::table files;
    for (const auto& [name, hash] : manifest.files) files.insert(name, hash);
    const toml::table text{{"version", manifest.version},
                           {"begun_at", base::to_rfc3339(manifest.begun_at)},
                           {"owner", manifest.owner},
                           {"sha256", std::move(files)}};
    std::ostringstream out;
    out << text << '\n';
    return out.str();
}

BackupManifest parse_manifest(const fs::path& file) {
    try {
        const auto text = toml::parse_file(file.string());
        BackupManifest manifest;
        manifest.version = text["version"].value_or("");
        manifest.owner = text["owner"].value_or("");
        const auto begun = base::from_rfc3339(text["begun_at"].value_or(""));
        const auto* files = text["sha256"].as_table();
        if (!begun || files == nullptr || files->empty()) refuse_file(file, "it is not what `burner backup` writes");
        manifest.begun_at = *begun;
        for (const auto& [name, hash] : *files) {
            if (!is_plain_name(name.str())) refuse_file(file, "it names a file outside of its folder");
            manifest.files.emplace(name.str(), hash.value_or(""));
        }
        return manifest;
    } catch (const toml::parse_error& error) {
        refuse_file(file, error.description());
    }
}

}  // namespace

std::string sha256_of_file(const fs::path& file) {
    const base::File opened = base::open_file(file, O_RDONLY | O_NOFOLLOW);
    struct stat about{};
    if (!opened.is_open() || ::fstat(opened.get(), &about) != 0) refuse_file(file, std::strerror(errno));
    const auto size = static_cast<std::size_t>(about.st_size);
    if (size == 0) return std::string{audit::view(audit::to_hex(base::sha256(base::ByteView{})))};
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, opened.get(), 0);
    if (bytes == MAP_FAILED) refuse_file(file, std::strerror(errno));
    const auto hash = base::sha256(base::ByteView{static_cast<const std::uint8_t*>(bytes), size});
    ::munmap(bytes, size);
    return std::string{audit::view(audit::to_hex(hash))};
}

void write_manifest(const fs::path& backup, const BackupManifest& manifest) {
    const auto file = backup / manifest_name;
    if (!base::create_file(file, manifest_text(manifest)) || !base::sync_directory(backup))
        refuse_file(file, std::strerror(errno));
}

BackupManifest read_manifest(const fs::path& backup) {
    const auto file = backup / manifest_name;
    std::error_code error;
    if (!fs::exists(file, error))
        refuse_file(backup, "it is no whole backup: `burner backup` writes backup.toml there when it is done");
    auto manifest = parse_manifest(file);
    for (const auto& [name, hash] : manifest.files) {
        if (sha256_of_file(backup / name) != hash)
            refuse_file(backup / name, "it has changed since the backup was made; take another backup");
    }
    return manifest;
}

}  // namespace burner::app
