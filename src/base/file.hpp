#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace burner::base {

/// A file descriptor that closes itself.
class File {
  public:
    File() = default;
    explicit File(int descriptor) : descriptor_(descriptor) {}
    File(File&& other) noexcept;
    File& operator=(File&& other) noexcept;
    ~File();

    int get() const { return descriptor_; }
    bool is_open() const { return descriptor_ >= 0; }

  private:
    int descriptor_ = -1;
};

// If one of these fails, `errno` says why.

/// Opens with `flags`. A file that this creates is its owner's alone (0600).
File open_file(const std::filesystem::path& path, int flags);

/// Writes all of `text`, however many calls that takes.
bool write_all(const File& file, std::string_view text);
/// Reads from where the descriptor stands to the end.
std::optional<std::string> read_all(const File& file);

/// Makes the names in a directory durable: a file that was created or renamed there survives a power cut.
bool sync_directory(const std::filesystem::path& directory);
/// Creates a file that holds `text`, durably; removes it again when that fails. The name is durable only once its
/// directory is.
bool create_file(const std::filesystem::path& path, std::string_view text);
/// Gives the file `from` the name `to`, durably. Whoever opens `to` finds the old file or the new one, whole.
bool rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace burner::base
