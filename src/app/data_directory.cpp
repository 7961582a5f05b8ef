#include "app/data_directory.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>

#include "app/file_access.hpp"

namespace burner::app {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse_directory(const fs::path& directory, const std::error_code& reason) {
    throw std::runtime_error(fmt::format("{}: {}", directory.string(), reason.message()));
}

/// Makes the directory with its mode in one step: if the mode followed later, others could open it in between.
void make_private_directory(const fs::path& directory) {
    std::error_code error;
    if (fs::is_directory(directory, error)) return;
    const fs::path parent = (directory / "").parent_path().parent_path();  // whether or not a slash ends the path
    if (!parent.empty()) fs::create_directories(parent, error);
    if (error) refuse_directory(directory, error);
    if (::mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        refuse_directory(directory, {errno, std::generic_category()});
    if (!fs::is_directory(directory, error)) refuse_directory(directory, {ENOTDIR, std::generic_category()});
}

/// Returns the directory, which comes first, and the files in it.
std::vector<fs::path> directory_and_files(const fs::path& directory) {
    std::vector<fs::path> paths{directory};
    std::error_code error;
    for (fs::directory_iterator entry{directory, error}; !error && entry != fs::directory_iterator{};
         entry.increment(error)) {
        std::error_code unreadable;
        if (entry->is_regular_file(unreadable)) paths.push_back(entry->path());
    }
    if (error) refuse_directory(directory, error);
    return paths;
}

}  // namespace

void open_data_directory(const fs::path& directory) {
    make_private_directory(directory);
    for (const auto& path : directory_and_files(directory)) refuse_what_others_can_write(path);
}

std::vector<fs::path> readable_by_others(const fs::path& directory) {
    auto paths = directory_and_files(directory);
    std::erase_if(paths, [](const fs::path& path) { return !others_can_read(path); });
    return paths;
}

}  // namespace burner::app
