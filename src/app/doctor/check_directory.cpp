#include "app/doctor/check_directory.hpp"

#include <stdexcept>

#include <fmt/format.h>
#include <sys/stat.h>

#include "app/data_directory.hpp"
#include "app/file_access.hpp"
#include "app/user_name.hpp"

namespace burner::app {

namespace {

namespace fs = std::filesystem;

/// Returns who owns a file; -1 where it cannot be looked at.
uid_t owner_of(const fs::path& path) {
    struct stat info{};
    return ::stat(path.c_str(), &info) == 0 ? info.st_uid : static_cast<uid_t>(-1);
}

/// Finds the files that the service, which runs as the owner of the directory, cannot use.
Findings strangers_in(const fs::path& directory, const std::vector<fs::path>& files) {
    Findings findings;
    const uid_t owner = owner_of(directory);
    for (const auto& file : files) {
        const uid_t stranger = owner_of(file);
        if (stranger == owner) continue;
        findings.push_back({"directory", Severity::error,
                            fmt::format("{}: it belongs to {}, and the directory to {}", file.string(),
                                        user_name(stranger), user_name(owner)),
                            fmt::format("Run `chown {} {}`", user_name(owner), file.string())});
    }
    return findings;
}

Findings writable_by_others(const std::vector<fs::path>& files) {
    Findings findings;
    for (const auto& file : files) {
        try {
            refuse_what_others_can_write(file);
        } catch (const std::runtime_error& refused) {
            findings.push_back({"directory", Severity::error, refused.what(), {}});
        }
    }
    return findings;
}

/// Finds what others can read; the server starts, but not with such a secret.
Findings open_to_readers(const std::vector<fs::path>& files) {
    Findings findings;
    for (const auto& file : files) {
        if (!others_can_read(file)) continue;
        const bool is_secret = file.filename() == "server.secret";
        findings.push_back({"directory", is_secret ? Severity::error : Severity::warning,
                            fmt::format("{}: other users can read it", file.string()),
                            fmt::format("Run `chmod go-rwx {}`", file.string())});
    }
    return findings;
}

}  // namespace

Findings check_directory(const fs::path& directory) {
    std::error_code error;
    if (!fs::exists(directory, error))
        return {{"directory", Severity::warning, fmt::format("{} is not there yet", directory.string()),
                 "The first start makes it; if you have one, let data.directory name it"}};
    std::vector<fs::path> files;
    try {
        files = directory_and_files(directory);
    } catch (const std::runtime_error& refused) {
        return {{"directory", Severity::error, refused.what(), "Run this as the user of the server, or as root"}};
    }
    Findings findings;
    for (auto& found : {strangers_in(directory, files), writable_by_others(files), open_to_readers(files)})
        findings.insert(findings.end(), found.begin(), found.end());
    if (findings.empty())
        findings.push_back({"directory",
                            Severity::ok,
                            fmt::format("{} belongs to {}, who alone can read and write it", directory.string(),
                                        user_name(owner_of(directory))),
                            {}});
    return findings;
}

}  // namespace burner::app
