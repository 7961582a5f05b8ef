#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "audit/line.hpp"
#include "audit/log_files.hpp"
#include "audit/tail.hpp"
#include "base/clock.hpp"

namespace burner::audit {

/// The file that grows. Several processes may append to it: each append holds its lock, and goes on from the
/// end that it finds. An incomplete last line, left by a killed writer or a full disk, is replaced by an event
/// that quotes it; a file that is no longer what this object wrote gets an event that says so. One thread at a
/// time. Errors are sentences for the operator.
class LogFile {
  public:
    struct Settings {
        std::filesystem::path directory;
        std::uint64_t max_bytes;  ///< beyond it the file is put aside and the chain goes on in a new one
    };
    LogFile(Settings settings, const base::Clock& clock);

    /// Appends lines after the link it is given, and moves the link.
    using Fill = std::function<void(std::string& lines, Link& link)>;
    /// All of what `fill` appends is written, or none. `durable`: also on the disk.
    std::expected<void, std::string> append(bool durable, const Fill& fill);

    /// Where this object's last append ended.
    const Link& end() const { return end_.link; }

  private:
    using Outcome = std::expected<void, std::string>;
    struct End {
        Link link;
        std::uint64_t size = 0;  ///< bytes of the current file
        bool is_known = false;   ///< false: `size` is of another file, or nothing was read yet
    };

    Outcome open();
    Outcome find_end();
    std::expected<Link, std::string> link_of(const Tail& tail) const;
    Outcome repair(const std::string& fragment, std::uint64_t at);
    bool was_altered(const Link& found, std::uint64_t size) const;
    Outcome write(std::string_view lines, bool durable);
    void rotate();
    Event own_event(Action action, std::string_view detail) const;
    std::string fault(std::string_view what) const;

    const Settings settings_;
    const base::Clock& clock_;
    const std::string process_;
    OpenFile file_;
    End end_;
    std::string altered_;  ///< detail of an event that is due
    std::string lines_;
};

}  // namespace burner::audit
