#include "transactions/submissions/unfinished_batches.hpp"

#include <algorithm>
#include <utility>

namespace burner::transactions {

namespace {

/// Takes the first of each, then the second of each, and so on.
std::vector<Submission> alternating(std::vector<std::vector<Submission>> parts) {
    std::vector<Submission> all;
    for (std::size_t turn = 0, before = 1; all.size() != before; ++turn) {
        before = all.size();
        for (auto& part : parts) {
            if (turn < part.size()) all.push_back(std::move(part[turn]));
        }
    }
    return all;
}

}  // namespace

base::Result<std::vector<Submission>> UnfinishedBatches::next(std::size_t max_count) {
    if (!lanes_) {
        if (auto opened = open_lanes(); !opened) return std::unexpected(std::move(opened.error()));
    }
    std::vector<std::vector<Submission>> parts;
    while (parts.empty() && !lanes_->empty()) {
        const std::size_t projects = std::min(lanes_->size(), max_count);
        for (std::size_t i = 0; i < projects; ++i) {
            auto part = take_from_front(max_count / projects);
            if (!part) return std::unexpected(std::move(part.error()));
            if (!part->empty()) parts.push_back(std::move(*part));
        }
    }
    return alternating(std::move(parts));
}

base::Result<void> UnfinishedBatches::open_lanes() {
    auto projects = log_.unfinished_projects(shards_);
    if (!projects) return std::unexpected(std::move(projects.error()));
    lanes_.emplace();
    for (std::string& project : *projects) lanes_->push_back({std::move(project)});
    return {};
}

base::Result<std::vector<Submission>> UnfinishedBatches::take_from_front(std::size_t share) {
    Lane lane = std::move(lanes_->front());
    auto page = log_.unfinished(lane.project, shards_, lane.after, share);
    if (!page) return std::unexpected(std::move(page.error()));
    lanes_->pop_front();
    lane.after = page->last;
    if (page->submissions.size() == share) lanes_->push_back(std::move(lane));
    return std::move(page->submissions);
}

}  // namespace burner::transactions
