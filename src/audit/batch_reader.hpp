#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "audit/chain_store.hpp"
#include "base/file.hpp"

namespace burner::audit {

/// Reads the batches of a log from its files, in order, while others write. It judges none of them. One thread. Errors
/// are sentences for the operator; after one it has to be placed again, by `seek` or `rewind`.
class BatchReader {
  public:
    explicit BatchReader(std::filesystem::path directory) : directory_(std::move(directory)) {}

    /// Goes to what follows `link`. False: the files have no batch that ends with it.
    std::expected<bool, std::string> seek(const Link& link);
    /// Goes to the first batch of the oldest file. What was before it is not known: a link with a hash of zeros.
    void rewind();
    /// Returns the next batches that are whole, as many as `max_bytes` hold, at least one; none: that is all there is.
    std::expected<std::vector<Batch>, std::string> next(std::size_t max_bytes);
    /// Waits until what was read is on the disk.
    bool make_durable() const;

    /// Returns how many bytes the files have behind what was read.
    std::uint64_t bytes_left() const;

  private:
    std::expected<bool, std::string> open_file();
    std::expected<void, std::string> look_again();
    std::expected<std::vector<Batch>, std::string> read(std::size_t max_bytes);
    std::expected<bool, std::string> find(const Link& link);
    bool is_own(const std::filesystem::path& path) const;

    const std::filesystem::path directory_;
    std::optional<Link> at_;  ///< nullopt: before the first batch, whichever that is
    base::File file_;         ///< closed: the one after `at_` is to be opened
    std::filesystem::path path_;
    bool is_growing_ = false;  ///< it is not put aside yet
    std::uint64_t offset_ = 0;
    std::uint64_t size_ = 0;  ///< up to which no writer is at work
};

}  // namespace burner::audit
