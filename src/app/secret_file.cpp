#include "app/secret_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"

namespace burner::app {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t secret_bytes = 32;

[[noreturn]] void refuse(const fs::path& path, std::string_view reason) {
    throw std::runtime_error(fmt::format("{}: {}", path.string(), reason));
}

void sync_directory(const fs::path& directory) {
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) refuse(directory, std::strerror(errno));
    ::fsync(descriptor);
    ::close(descriptor);
}

/// Writes beside the file and links it into place: of two servers that start at once, one draws the secret.
void draw_secret(const fs::path& file) {
    std::array<std::uint8_t, secret_bytes> bytes;
    base::random_bytes(bytes);
    const std::string text = base::to_base64url(bytes) + "\n";
    const fs::path draft = file.string() + "." + base::random_id();
    const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) refuse(draft, std::strerror(errno));
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    const bool linked = written && (::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const int reason = errno;
    ::unlink(draft.c_str());
    if (!linked) refuse(file, std::strerror(reason));
    sync_directory(file.parent_path());
}

}  // namespace

base::Secret load_server_secret(const fs::path& file) {
    if (!fs::exists(file)) draw_secret(file);
    struct stat info{};
    if (::stat(file.c_str(), &info) != 0) refuse(file, std::strerror(errno));
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        refuse(file, "other users can read this secret; run chmod 600 on it");
    std::ifstream in{file};
    std::string line;
    std::getline(in, line);
    const auto bytes = base::from_base64url(line);
    if (!bytes || bytes->size() < secret_bytes) refuse(file, "must hold at least 32 bytes in base64url");
    return base::Secret{line};
}

std::array<std::uint8_t, 32> derive_key(const base::Secret& secret, std::string_view purpose) {
    return base::HmacSha256{base::as_bytes(secret.reveal())}.of({base::as_bytes(purpose)});
}

}  // namespace burner::app
