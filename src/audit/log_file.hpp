#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include "audit/batch_seal.hpp"
#include "audit/event.hpp"
#include "audit/log_files.hpp"
#include "audit/tail.hpp"
#include "base/clock.hpp"

namespace burner::audit {

/// The file that grows. Several processes may append to it: each append holds its lock, and goes on from the
/// end that it finds. A batch that a killed writer or a full disk has cut off is ended by an event that says so, in
/// the place of its incomplete line, which it quotes; a file that is no longer what this object wrote gets an event
/// that says so. One thread at a time. Errors are sentences for the operator.
class LogFile {
  public:
    struct Settings {
        std::filesystem::path directory;
        std::uint64_t max_bytes;  ///< beyond it the file is put aside and the chain goes on in a new one
    };
    LogFile(Settings settings, const base::Clock& clock);

    /// Writes whole lines (`append_line`) as one batch, all of them or none; without lines, it only makes sure that
    /// it could write. `durable`: returns only when they are on the disk.
    std::expected<void, std::string> append(bool durable, std::string_view lines);

    /// Returns where this object's last append ended.
    const Link& end() const { return end_.link; }

  private:
    using Outcome = std::expected<void, std::string>;
    struct End {
        Link link;
        std::uint64_t size = 0;  ///< bytes of the current file
        bool is_known = false;   ///< false: `size` is of another file, or no file was read yet
    };

    Outcome open();
    Outcome find_end();
    std::expected<Link, std::string> link_of(const Tail& tail) const;
    Outcome repair(std::string_view rest);
    bool was_altered(const Link& found, std::uint64_t size) const;
    Outcome append_batch(std::string_view lines, bool durable);
    bool write(std::string_view start, std::string_view end);
    void rotate();
    std::string own_line(Action action, std::string_view detail) const;
    std::string fault(std::string_view what) const;

    const Settings settings_;
    const base::Clock& clock_;
    const std::string process_;
    base::File file_;
    End end_;
    std::string altered_;  ///< detail of an event that is due
};

}  // namespace burner::audit
